#!/bin/sh
# The application of the demo: it restarts, and says how it is.
here=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
case $1 in
    restart) echo "started $(basename "$(readlink "$here/current")")" >"$here/state" ;;
    health)
        if [ -e "$here/client.lock" ]; then
            echo "desk: an old client holds $here/client.lock" >&2
            exit 1
        fi
        grep -q '^server = ' "$here/desk.conf" && echo healthy
        ;;
    *) echo "usage: desk restart|health" >&2; exit 64 ;;
esac
