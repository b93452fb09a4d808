#include "report/kept.h"

static const struct rp_past_finding *past_of(const struct rp_keep *keep, uint32_t was)
{
    return &keep->since.findings.v[was];
}

static struct rp_str old_clause(const struct rp_keep *keep, uint32_t member)
{
    return rp_past_str(&keep->since, keep->since.members.v[member].clause);
}

static void print_document(const struct rp_event *change,
                           void (*text)(struct rp_print *, struct rp_str),
                           struct rp_print *print)
{
    static const char *const states[] = {"unchanged", "is new", "changed", "is gone"};
    if (!change->file.n)
        return;
    rp_print(print, " (");
    text(print, change->file);
    rp_printf(print, " %s)", states[change->document]);
}

void rp_print_event(const struct rp_report *report, const struct rp_event *change,
                    uint32_t finding, void (*text)(struct rp_print *, struct rp_str),
                    struct rp_print *print)
{
    static const char *const verbs[] = {"joined", "left", "removed", "reworded", "moved"};
    const struct rp_keep *keep = report->keep;
    if (change->kind == RP_EVENT_ADVICE) {
        const struct rp_past_finding *was = past_of(keep, keep->findings.v[finding].was);
        rp_printf(
            print, "recommended: %s, was ",
            rp_recommendation_name(report->result->findings.v[finding].recommendation));
        text(print, rp_past_str(&keep->since, was->recommendation));
        return;
    }
    struct rp_str now = {"", 0}, was = {"", 0};
    if (change->clause != UINT32_MAX)
        now = rp_clause_id(report, change->clause);
    if (change->member != UINT32_MAX)
        was = old_clause(keep, change->member);
    text(print, now.n ? now : was);
    if (now.n && was.n && !rp_str_equal(now, was)) {
        rp_print(print, ", before ");
        text(print, was);
        rp_print(print, ",");
    }
    rp_printf(print, " %s", verbs[change->kind]);
    if (change->reworded && change->kind != RP_EVENT_REWORDED)
        rp_print(print, ", reworded");
    if (change->from != UINT32_MAX) {
        rp_print(print, " from the earlier ");
        text(print, rp_past_str(&keep->since, past_of(keep, change->from)->id));
    }
    if (change->to != UINT32_MAX) {
        rp_print(print, " for ");
        text(print,
             rp_result_str(report->result, report->result->findings.v[change->to].id));
    }
    print_document(change, text, print);
}

void rp_print_events(const struct rp_report *report, uint32_t first, uint32_t n,
                     uint32_t finding, void (*text)(struct rp_print *, struct rp_str),
                     struct rp_print *print)
{
    const struct rp_event *events = report->keep->changes.v + first;
    const char *between = ": ";
    bool any = false;
    for (uint32_t i = 0; i < n; i++)
        any |= !rp_event_is_passive(&events[i]);
    for (uint32_t i = 0; i < n; i++) {
        if (any && rp_event_is_passive(&events[i]))
            continue;
        rp_print(print, between);
        rp_print_event(report, &events[i], finding, text, print);
        between = "; ";
    }
}

static const char *const decided_words[RP_N_DECISIONS] = {"", "left open", "accepted",
                                                          "rejected"};

void rp_print_decided(const struct rp_kept *kept, struct rp_print *print)
{
    rp_print(print, decided_words[kept->decision]);
    if (kept->again)
        rp_print(print, ", changed since");
}

void rp_print_fates(const struct rp_keep *keep, struct rp_print *print)
{
    static const enum rp_fate order[] = {RP_FATE_NEW, RP_FATE_CHANGED, RP_FATE_GONE,
                                         RP_FATE_UNCHANGED};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        rp_print(print, i ? ", " : "");
        rp_print_count(print, keep->n_fates[order[i]]);
        rp_printf(print, " %s", rp_fate_name(order[i]));
    }
}

void rp_print_decisions(const struct rp_keep *keep, struct rp_print *print)
{
    static const enum rp_decision order[] = {RP_DECISION_ACCEPT, RP_DECISION_REJECT,
                                             RP_DECISION_OPEN};
    const char *comma = "";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!keep->n_decisions[order[i]])
            continue;
        rp_print(print, comma);
        rp_print_count(print, keep->n_decisions[order[i]]);
        rp_printf(print, " %s", decided_words[order[i]]);
        comma = ", ";
    }
    if (!*comma)
        rp_print(print, "none stands");
    if (keep->n_again) {
        rp_print(print, ", ");
        rp_print_count(print, keep->n_again);
        rp_print(print, " of them changed since");
    }
    if (keep->lost.n) {
        rp_print(print, "; ");
        rp_print_of(print, keep->lost.n, "decision", NULL);
        rp_print(print, " on what is gone");
    }
}

/* ---- findings.json ------------------------------------------------------------------ */

static void put_bool(struct rp_json *json, const char *key, bool value)
{
    rp_json_key(json, key);
    rp_json_bool(json, value);
}

static void put_changes(struct rp_json *json, const struct rp_report *report,
                        uint32_t first, uint32_t n)
{
    const struct rp_keep *keep = report->keep;
    const unsigned indent = json->indent;
    rp_json_key(json, "changes");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < n; i++) {
        const struct rp_event *change = &keep->changes.v[first + i];
        rp_json_object_begin(json);
        json->indent = 0;
        rp_json_put_str(json, "kind", rp_str_of(rp_event_name(change->kind)));
        if (change->clause != UINT32_MAX)
            rp_json_put_str(json, "clause", rp_clause_id(report, change->clause));
        if (change->member != UINT32_MAX)
            rp_json_put_str(json, "was", old_clause(keep, change->member));
        if (change->file.n) {
            rp_json_put_str(json, "file", change->file);
            rp_json_put_str(json, "document",
                            rp_str_of(rp_document_state_name(change->document)));
        }
        if (change->reworded)
            put_bool(json, "reworded", true);
        if (change->from != UINT32_MAX)
            rp_json_put_str(json, "from",
                            rp_past_str(&keep->since, past_of(keep, change->from)->id));
        if (change->to != UINT32_MAX)
            rp_json_put_str(
                json, "to",
                rp_result_str(report->result, report->result->findings.v[change->to].id));
        rp_json_object_end(json);
        json->indent = indent;
    }
    rp_json_array_end(json);
}

void rp_put_kept(struct rp_json *json, const struct rp_report *report, size_t i)
{
    const struct rp_keep *keep = report->keep;
    const struct rp_kept *kept = &keep->findings.v[i];
    rp_json_put_str(json, "key", rp_str_of(kept->key));
    rp_json_put_str(json, "digest", rp_str_of(kept->digest));
    if (kept->decision != RP_DECISION_NONE) {
        rp_json_key(json, "decision");
        rp_json_object_begin(json);
        rp_json_put_str(json, "decision", rp_str_of(rp_decision_name(kept->decision)));
        rp_json_put_str(json, "digest", rp_str_of(kept->decided));
        put_bool(json, "changed", kept->again);
        rp_json_put_str(json, "note", kept->note);
        rp_json_object_end(json);
    }
    if (kept->fate == RP_FATE_UNKNOWN)
        return;
    rp_json_key(json, "since");
    rp_json_object_begin(json);
    rp_json_put_str(json, "state", rp_str_of(rp_fate_name(kept->fate)));
    if (kept->was != UINT32_MAX)
        rp_json_put_str(json, "was",
                        rp_past_str(&keep->since, past_of(keep, kept->was)->id));
    put_changes(json, report, kept->first_change, kept->n_changes);
    rp_json_object_end(json);
}

static void put_since(struct rp_json *json, const struct rp_report *report)
{
    const struct rp_keep *keep = report->keep;
    rp_json_key(json, "since");
    rp_json_object_begin(json);
    for (int fate = RP_FATE_NEW; fate < RP_N_FATES; fate++)
        rp_json_put_uint(json, rp_fate_name((enum rp_fate)fate), keep->n_fates[fate]);
    rp_json_key(json, "documents");
    rp_json_array_begin(json);
    for (size_t i = 0; i < keep->documents.n; i++) {
        const struct rp_document_change *document = &keep->documents.v[i];
        rp_json_object_begin(json);
        rp_json_put_str(json, "path", document->path);
        rp_json_put_str(json, "state", rp_str_of(rp_document_state_name(document->state)));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_key(json, "findings_gone");
    rp_json_array_begin(json);
    for (size_t i = 0; i < keep->gone.n; i++) {
        const struct rp_gone *gone = &keep->gone.v[i];
        const struct rp_past_finding *was = past_of(keep, gone->was);
        rp_json_object_begin(json);
        rp_json_put_str(json, "key", rp_str_of(was->key));
        rp_json_put_str(json, "was", rp_past_str(&keep->since, was->id));
        rp_json_put_str(json, "title", rp_past_str(&keep->since, was->title));
        put_changes(json, report, gone->first_change, gone->n_changes);
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_object_end(json);
}

/* For the next run, in which it may be back. */
static void put_past_members(struct rp_json *json, const struct rp_past *past,
                             const struct rp_past_finding *finding)
{
    const unsigned indent = json->indent;
    rp_json_key(json, "members");
    rp_json_array_begin(json);
    for (uint32_t i = 0; i < finding->n_members; i++) {
        const struct rp_past_member *member = &past->members.v[finding->first_member + i];
        char digest[RP_KEY_HEX + 1];
        rp_key_print(member->wording, digest);
        rp_json_object_begin(json);
        json->indent = 0;
        rp_json_put_str(json, "clause", rp_past_str(past, member->clause));
        rp_json_put_str(json, "resolution", rp_past_str(past, member->resolution));
        rp_json_put_str(json, "digest", rp_str_of(digest));
        if (member->text.end > member->text.beg)
            rp_json_put_str(json, "text", rp_past_str(past, member->text));
        rp_json_object_end(json);
        json->indent = indent;
    }
    rp_json_array_end(json);
}

static void put_decisions(struct rp_json *json, const struct rp_report *report)
{
    const struct rp_keep *keep = report->keep;
    rp_json_key(json, "decisions");
    rp_json_object_begin(json);
    for (int i = RP_DECISION_OPEN; i < RP_N_DECISIONS; i++)
        rp_json_put_uint(json, rp_decision_name((enum rp_decision)i), keep->n_decisions[i]);
    rp_json_put_uint(json, "changed", keep->n_again);
    rp_json_key(json, "findings_gone");
    rp_json_array_begin(json);
    for (size_t i = 0; i < keep->lost.n; i++) {
        const struct rp_lost *lost = &keep->lost.v[i];
        const struct rp_past_finding *was = &lost->past->findings.v[lost->was];
        rp_json_object_begin(json);
        rp_json_put_str(json, "key", rp_str_of(was->key));
        rp_json_put_str(json, "digest", rp_str_of(was->decided));
        rp_json_put_str(json, "decision", rp_str_of(rp_decision_name(was->decision)));
        rp_json_put_str(json, "note", rp_past_str(lost->past, was->note));
        rp_json_put_str(json, "title", rp_past_str(lost->past, was->title));
        put_past_members(json, lost->past, was);
        if (lost->to != UINT32_MAX)
            rp_json_put_str(
                json, "to",
                rp_result_str(report->result, report->result->findings.v[lost->to].id));
        rp_json_object_end(json);
    }
    rp_json_array_end(json);
    rp_json_object_end(json);
}

void rp_put_keep(struct rp_json *json, const struct rp_report *report)
{
    if (report->keep->has_decisions)
        put_decisions(json, report);
    if (report->keep->has_since)
        put_since(json, report);
}
