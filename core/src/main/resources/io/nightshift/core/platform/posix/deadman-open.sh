# Takes up a timer that is there: its name, time and start at boot stand in the first two lines of its script.
_ns_open() {
  _ns_h=none _ns_n= _ns_s=300
  [ -r "$_ns_d/watch" ] || return 0
  { read -r _ns_x; read -r _ns_y; } <"$_ns_d/watch"
  case $_ns_y in _ns_h=*) _ns_h=${_ns_y#_ns_h=} ;; esac
  _ns_n=${_ns_x#* _ns_n=}
  _ns_n=${_ns_n%% *}
  _ns_s=${_ns_x##* _ns_s=}
}
