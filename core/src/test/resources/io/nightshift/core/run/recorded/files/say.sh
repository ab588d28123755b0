#!/bin/sh
echo "script says $1 in $(pwd)"
echo oops >&2
exit ${2:-0}
