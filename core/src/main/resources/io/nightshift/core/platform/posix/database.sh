# Databases through their own tools. Needs: files.sh, _ns_t, and of the database: _ns_e its engine, _ns_d its name, _ns_dl the name as an
# SQL text, _ns_di as an SQL name. The password is in $_ns_t/login, which no list of processes shows.

# PostgreSQL's tools take everything else from the environment, where no name can be mistaken for an option.
_ns_db_login() {
  if [ $_ns_e = postgresql ]; then
    export PGDATABASE="$_ns_d" PGCONNECT_TIMEOUT=20 PGAPPNAME=nightshift
    [ ! "$_ns_lu" ] || export PGUSER="$_ns_lu"
    [ ! "$_ns_lh" ] || export PGHOST="$_ns_lh"
    [ ! "$_ns_lp" ] || export PGPORT="$_ns_lp"
    [ ! -e "$_ns_t/login" ] || export PGPASSFILE="$_ns_t/login"
  fi
  _ns_sql=mariadb _ns_dumper=mariadb-dump
  if [ $_ns_e = mysql ] && command -v mysqldump >/dev/null || ! command -v mariadb-dump >/dev/null; then
    _ns_sql=mysql _ns_dumper=mysqldump
  fi
}

# All of these programs must be there.
_ns_db_needs() {
  for _ns_x; do
    command -v "$_ns_x" >/dev/null || {
      case $_ns_x in
        psql | pg_*) _ns_y=' (Debian: postgresql-client)' ;;
        mariadb* | mysql*) _ns_y=' (Debian: mariadb-client)' ;;
        sqlite3) _ns_y=' (Debian: sqlite3)' ;;
        *) _ns_y= ;;
      esac
      printf 'there is no program %s on this host%s\n' "$_ns_x" "$_ns_y"
      return 1
    }
  done
}

# MariaDB's and MySQL's tools: $1 the program.
_ns_my() {
  _ns_x=$1
  shift
  if [ -e "$_ns_t/login" ]; then set -- "--defaults-extra-file=$_ns_t/login" "$@"; fi
  "$_ns_x" "$@"
}

# SQLite waits for others who write.
_ns_lite() { sqlite3 -batch -bail -cmd '.timeout 60000' "$@"; }

# Answers a query $2 from the database $1, one value a line; what is wrong goes to stderr.
_ns_ask() {
  case $_ns_e in
    postgresql) printf '%s\n' "$2" | PGDATABASE=$1 psql -w -X -q -A -t -v ON_ERROR_STOP=1 ;;
    sqlite) printf '%s\n' "$2" | _ns_lite "$1" ;;
    *) printf '%s\n' "$2" | _ns_my $_ns_sql --connect-timeout=20 --batch --skip-column-names ${1:+"$1"} ;;
  esac
}

# Sets _ns_kib to how large the database is.
_ns_db_size() {
  case $_ns_e in
    postgresql) _ns_x=$(_ns_ask "$_ns_d" 'select pg_database_size(current_database())') ;;
    sqlite) _ns_x=$(wc -c <"$_ns_d") ;;
    *) _ns_x=$(_ns_ask "$_ns_d" "select cast(coalesce(sum(data_length + index_length), 0) as unsigned) from information_schema.tables where table_schema = $_ns_dl") ;;
  esac || return 1
  case $_ns_x in '' | *[!0-9\ ]*) printf 'the server does not tell how large the database is: %s\n' "$_ns_x"; return 1 ;; esac
  _ns_kib=$((_ns_x / 1024 + 1))
}

# There must be $_ns_kib free where $1 is.
_ns_db_room() {
  _ns_free -Pk "$1"
  [ "${_ns_free:-$_ns_kib}" -ge "$_ns_kib" ] || {
    printf 'the database %s is %s KiB large, and only %s KiB are free in %s; %s\n' "$_ns_d" "$_ns_kib" "$_ns_free" "$1" "$2"
    return 1
  }
}

# Runs a tool into the file $1, through gzip with $_ns_zip; whole only when both say so.
_ns_db_write() {
  _ns_to=$1
  shift
  if [ "$_ns_zip" ]; then
    { "$@"; echo $? >"$_ns_t/tool.rc"; } | gzip -c >"$_ns_to" || return 1
    read -r _ns_rc <"$_ns_t/tool.rc"
    rm -f -- "$_ns_t/tool.rc"
    return "$_ns_rc"
  fi
  "$@" >"$_ns_to"
}

# Whether the dump $1 of the form $2 has its end.
_ns_db_whole() {
  case $2-$_ns_e in
    custom-postgresql) pg_restore --list "$1" >/dev/null && return ;;
    custom-sqlite) [ "$(_ns_lite "$1" 'pragma quick_check')" = ok ] && return ;;
    *-postgresql) _ns_db_ends "$1" '^-- PostgreSQL database dump complete' && return ;;
    *-sqlite) _ns_db_ends "$1" '[);]$' && return ;;
    *) _ns_db_ends "$1" '^-- Dump completed' && return ;;
  esac
  echo 'the dump is not whole: its end is not there' >&2
  return 1
}
_ns_db_ends() { if [ "$_ns_zip" ]; then gzip -dc <"$1" | tail -c 600; else tail -c 600 "$1"; fi | grep -q -e "$2"; }

# A file may come back: where it is kept, beside it and by name only, is noted before anything is done.
_ns_keep_beside() {
  if [ -d "$1" ]; then
    printf '%s is a directory\n' "$1"
    return 1
  elif [ -e "$1" ] || [ -h "$1" ]; then
    _ns_beside "$1"
    printf '%s-was' "$_ns_x" >"$_ns_t/aside"
  else
    : >"$_ns_t/0.absent"
  fi
}

# The old file gets its second name; large ones are not copied where the file system has links.
_ns_set_aside() {
  [ -e "$_ns_t/aside" ] || return 0
  _ns_beside "$1"
  ln -- "$1" "$_ns_x-was" 2>/dev/null || { cp -a -- "$1" "$_ns_x-part" && mv -- "$_ns_x-part" "$_ns_x-was"; }
}

_ns_back_aside() {
  _ns_beside "$1"
  rm -f -- "$_ns_x" "$_ns_x-part" "$_ns_t/login"
  if [ -e "$_ns_t/aside" ]; then
    if [ -e "$_ns_x-was" ] || [ -h "$_ns_x-was" ]; then
      # Two names of one file: renaming one over the other would leave both.
      mv -f -- "$_ns_x-was" "$1" && rm -f -- "$_ns_x-was"
    fi
  elif [ -e "$_ns_t/0.absent" ]; then
    rm -f -- "$1"
  fi
}
