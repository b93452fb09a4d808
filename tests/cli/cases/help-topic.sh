# A topic teaches; one that is not there gets the nearest.
reprise help exit
reprise help relation || echo "status $?"
reprise help exit now || echo "status $?"
reprise help --completion csh || echo "status $?"
