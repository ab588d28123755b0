# Names of devices may hold blanks: the numbers are counted from the percent sign back.
# Sets _ns_free to how much is free where $2 is, in KiB ($1 is -Pk) or files (-Pi); to nothing where that is not told. Fork: df, tail.
_ns_free() {
  _ns_free=$(df "$1" -- "$2" 2>/dev/null | tail -n 1)
  case $_ns_free in *%*) set -- ${_ns_free%%%*} ;; *) set -- ;; esac
  _ns_free=
  [ $# -ge 4 ] || return 0
  shift $(($# - 2))
  _ns_free=$1
}
