# The README shows what the program prints today.
cd "$TESTS/../.."
reprise scan -q corpus/sample -o "$OLDPWD/report" | sed "s#open .*/report/#open report/#" >"$OLDPWD/printed"
sed -n '/^\$ scripts\/run$/,/^```/p' README.md | grep -v '^[$`]\|^ *\.\.\.$' >"$OLDPWD/shown"
grep -vxFf "$OLDPWD/printed" "$OLDPWD/shown" || echo "$(grep -c . "$OLDPWD/shown") lines"
