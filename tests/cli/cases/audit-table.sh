# A flattened document of our own with planted slips, against the sample.
tab=$(printf '\t')
cat >table.txt <<END
Which resolutions share a subject
Table 1 - Subjects
${tab}Subject area
${tab}PP Resolution
${tab}WTSA Resolution
${tab}WTDC Resolution
${tab}RA Resolution

${tab}Harbour beacons
${tab}PP Res.301
${tab}WTSA Res.341
${tab}WTDC Res.391
${tab}RA Res.171

${tab}Tide gauges
${tab}PP Res.302
${tab}WTSA Res.342
${tab}WTDC Res.394
${tab}RA Res.Res.173

${tab}School radio kits
${tab}PP Res.303
${tab}WTSA Res 343
${tab}
${tab}

${tab}Expert panels
${tab}PP Res.304
${tab}WTSA Res.345
${tab}WTDC Res.393
${tab}RA Res.172-4

${tab}Undersea message cables
${tab}PP Res.305
${tab}WTSA Res.346
${tab}WTDC Res.399
${tab}

The following WTSA Resolutions do not appear to have an equivalent in other bodies:
- WTSA Res.344, Identifiers of drifting buoys
- WTSA Res.346, Notices of faults in undersea message cables

The following are candidates:
${tab}#
${tab}Subject area
${tab}PP Resolution
${tab}WTSA Resolution
${tab}WTDC Resolution
${tab}RA Resolution

${tab}1
${tab}Harbour beacons
${tab}PP Res.301
${tab}WTSA Res.341
${tab}WTDC Res.391
${tab}RA Res.171

${tab}2
${tab}Tide gauges
${tab}PP Res.301
${tab}WTSA Res.341
${tab}WTDC Res.391
${tab}RA Res.171

${tab}4
${tab}School radio kits
${tab}
${tab}WTSA Res.343
${tab}
${tab}
END
reprise audit table.txt --against "$SAMPLE" | sed "s, 0\.[0-9][0-9] , S ,"
reprise audit --format json table.txt --against "$SAMPLE" | python3 -c '
import json, sys
a = json.load(sys.stdin)
print(sorted(a), len(a["remarks"]), len(a["links"]))
print([(r["kind"], r["line"]) for r in a["remarks"]])'
