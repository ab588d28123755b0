# Loading a dump, keeping and bringing back what the database held. Needs: database.sh, and _ns_p the dump. The ticket holds "was" (absent, empty
# or old), "old" (our own dump of what was there) and "begun" once something may have changed.

# What the dump $1 is, told by its first bytes: sets _ns_form and _ns_zip.
_ns_db_form() {
  _ns_zip=
  _ns_x=$(head -c 6 <"$1" | od -An -tx1 | tr -d ' \n')
  case $_ns_x in
    1f8b*)
      _ns_zip=y
      _ns_db_needs gzip || return 1
      _ns_x=$(gzip -dc <"$1" 2>/dev/null | head -c 6 | od -An -tx1 | tr -d ' \n')
      ;;
  esac
  _ns_form=plain
  case $_ns_x-$_ns_e in
    5047444d50*-postgresql | 53514c697465*-sqlite) _ns_form=custom ;;
    5047444d50*) echo "$1 is a dump of PostgreSQL in pg_dump's own form"; return 1 ;;
    53514c697465*) echo "$1 is a database file of SQLite"; return 1 ;;
  esac
}

# Sets _ns_there to y or nothing. A database may be missing, or we may not be let in: only the first is an answer.
_ns_db_there() {
  _ns_there=
  case $_ns_e in
    sqlite) [ ! -e "$_ns_d" ] || _ns_there=y ;;
    postgresql)
      if _ns_y=$(_ns_ask "$_ns_d" 'select 1' 2>&1); then
        _ns_there=y
      elif [ "$(_ns_ask postgres "select count(*) from pg_database where datname = $_ns_dl" 2>/dev/null)" != 0 ]; then
        printf '%s\n' "$_ns_y"
        return 1
      fi
      ;;
    *)
      _ns_y=$(_ns_ask '' "select count(*) from information_schema.schemata where schema_name = $_ns_dl") || return 1
      [ "$_ns_y" = 0 ] || _ns_there=y
      ;;
  esac
}

# Whose own an object is not: those of extensions. $1 a catalogue, $2 the number of the object.
_ns_pg_own() { printf "not exists (select from pg_depend e where e.classid = '%s'::regclass and e.objid = %s and e.deptype = 'e')" "$1" "$2"; }

# Everything in a database of PostgreSQL that somebody made, as statements that drop it. Extensions stay, but for those that a list in
# $_ns_t/extensions does not have, if $1 is "back".
_ns_pg_clear() {
  echo 'do $ns$ declare todo text[]; each text; begin'
  if [ "$1" = back ]; then
    printf "select array_agg(format('drop extension if exists %%I cascade', extname)) into todo from pg_extension where extname not in ("
    while read -r _ns_x; do printf '%s, ' "$_ns_x"; done <"$_ns_t/extensions"
    echo "'plpgsql'); foreach each in array coalesce(todo, '{}') loop execute each; end loop;"
  fi
  cat <<END
select array_agg(line) into todo from (
select format('drop schema %I cascade', nspname) line from pg_namespace n
where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') and $(_ns_pg_own pg_namespace n.oid)
union all select format('drop %s if exists public.%I cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view'
when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end, relname) from pg_class c
where relnamespace = to_regnamespace('public') and relkind in ('r', 'p', 'v', 'm', 'S', 'f') and $(_ns_pg_own pg_class c.oid)
union all select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
where pronamespace = to_regnamespace('public') and $(_ns_pg_own pg_proc p.oid)
union all select format('drop type if exists public.%I cascade', typname) from pg_type t
where typnamespace = to_regnamespace('public') and $(_ns_pg_own pg_type t.oid)
and (typtype in ('e', 'd', 'r') or typtype = 'c' and (select relkind from pg_class where oid = typrelid) = 'c')
) lines;
foreach each in array coalesce(todo, '{}') loop execute each; end loop;
perform lo_unlink(oid) from pg_largeobject_metadata;
end \$ns\$;
END
}

# Notes what the database is before anything is done to it. It must hold nothing unless it is to be replaced.
_ns_db_look() {
  _ns_db_there || return 1
  if [ ! "$_ns_there" ]; then
    [ "$_ns_create" ] || { printf 'there is no database %s; with `create: yes` it is made\n' "$_ns_d"; return 1; }
    echo absent >"$_ns_t/was"
    return
  fi
  case $_ns_e in
    postgresql)
      _ns_ask "$_ns_d" 'select quote_literal(extname) from pg_extension' >"$_ns_t/extensions" || return 1
      _ns_n=$(_ns_ask "$_ns_d" "select count(*) from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and nspname !~ '^pg_' and nspname <> 'information_schema' and $(_ns_pg_own pg_class c.oid)") &&
        _ns_all=$(_ns_ask "$_ns_d" "select $_ns_n + (select count(*) from pg_namespace n where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') and $(_ns_pg_own pg_namespace n.oid)) + (select count(*) from pg_proc p where pronamespace = to_regnamespace('public') and $(_ns_pg_own pg_proc p.oid)) + (select count(*) from pg_type t where typnamespace = to_regnamespace('public') and typtype in ('e', 'd', 'r', 'c') and $(_ns_pg_own pg_type t.oid)) + (select count(*) from pg_largeobject_metadata)")
      ;;
    sqlite)
      _ns_n=$(_ns_ask "$_ns_d" "select count(*) from sqlite_master where type in ('table', 'view')") && _ns_all=1
      ;;
    *)
      _ns_ask '' "select concat('character set ', default_character_set_name, ' collate ', default_collation_name) from information_schema.schemata where schema_name = $_ns_dl" >"$_ns_t/charset" &&
        _ns_n=$(_ns_ask '' "select count(*) from information_schema.tables where table_schema = $_ns_dl") &&
        _ns_all=$(_ns_ask '' "select $_ns_n + (select count(*) from information_schema.routines where routine_schema = $_ns_dl) + (select count(*) from information_schema.events where event_schema = $_ns_dl)")
      ;;
  esac || return 1
  [ "$_ns_n" = 0 ] || [ "$_ns_replace" ] || {
    printf 'the database %s is not empty: it holds %s tables, views and the like; `existing: replace` lets them go\n' "$_ns_d" "$_ns_n"
    return 1
  }
  if [ "$_ns_all" = 0 ]; then echo empty; else echo old; fi >"$_ns_t/was"
}

# The SQL of the dump $1, whose form and compression are $2 and $3.
_ns_db_text() {
  rm -f -- "$_ns_t/torn"
  case $2-$3 in
    plain-) _ns_db_one <"$1" ;;
    plain-y) { gzip -dc <"$1" || : >"$_ns_t/torn"; } | _ns_db_one && [ ! -e "$_ns_t/torn" ] ;;
    *-) pg_restore -1 $_ns_free -f - <"$1" ;;
    *-y) gzip -dc <"$1" | pg_restore -1 $_ns_free -f - ;;
  esac
}

# In SQL pg_dump gives large objects a transaction of their own, which would end ours. Rows are left alone.
_ns_db_one() {
  if [ $_ns_e = postgresql ]; then
    LC_ALL=C sed -e '/^COPY .* FROM stdin;$/,/^\\\.$/b' -e '/^-- Data for Name: .*Type: BLOBS;/,/^COMMIT;$/{/^BEGIN;$/d;/^COMMIT;$/d;}'
  else
    cat
  fi
}

# The dump must be readable to its end, and must leave it to us which database it goes to.
_ns_db_fit() {
  if [ "$_ns_zip" ]; then gzip -t <"$_ns_p" || return 1; fi
  if [ $_ns_form = custom ] && [ "$_ns_zip" ]; then return; fi
  if [ $_ns_form = plain ]; then
    _ns_x=$(_ns_db_text "$_ns_p" plain "$_ns_zip" 2>/dev/null | head -n 200 | grep -e '^USE ' -e '^\\connect ' | head -n 1)
    [ ! "$_ns_x" ] || {
      printf 'the dump says itself where it goes (%s); make one of a single database, without --databases or --create\n' "$_ns_x" >&2
      return 1
    }
    [ "$_ns_ended" ] || return 0
  fi
  _ns_db_whole "$_ns_p" $_ns_form
}

# Loads the dump $1 (form $2, compression $3) into a database that is there; $4: what is in it goes first.
_ns_db_load() {
  rm -f -- "$_ns_t/fed" "$_ns_t/fed.err"
  case $_ns_e in
    postgresql)
      # The end of the transaction is said only when all of the dump was: without it the server forgets everything.
      {
        echo 'begin;'
        [ ! "$4" ] || _ns_pg_clear "$4"
        _ns_db_text "$1" "$2" "$3" && { [ "$2" = custom ] || printf '\ncommit;\n'; } && : >"$_ns_t/fed"
      } 2>"$_ns_t/fed.err" | PGOPTIONS='-c client_min_messages=error' psql -w -X -q -v ON_ERROR_STOP=1 >/dev/null
      ;;
    sqlite)
      rm -f -- "$_ns_t/source"
      case $2-$3 in
        custom-) ln -s -- "$1" "$_ns_t/source" ;;
        custom-y) gzip -dc <"$1" >"$_ns_t/source" ;;
        *) { _ns_db_text "$1" plain "$3" && : >"$_ns_t/fed"; } | _ns_lite "$_ns_t/source" && [ -e "$_ns_t/fed" ] ;;
      esac && : >"$_ns_t/fed" && (cd "$_ns_t" && _ns_lite "$_ns_d" '.restore source')
      _ns_rc=$?
      rm -f -- "$_ns_t/source"
      return $_ns_rc
      ;;
    *)
      [ ! "$4" ] || _ns_my_empty || return 1
      { _ns_db_text "$1" plain "$3" && : >"$_ns_t/fed"; } 2>"$_ns_t/fed.err" | _ns_my $_ns_sql --connect-timeout=20 -- "$_ns_d"
      ;;
  esac && { [ -e "$_ns_t/fed" ] || { cat "$_ns_t/fed.err" >&2; return 1; }; }
}

# Grants on a database outlive it.
_ns_my_empty() { _ns_ask '' "drop database if exists $_ns_di; create database $_ns_di $(cat "$_ns_t/charset")" >/dev/null; }

_ns_db_drop() {
  case $_ns_e in
    postgresql)
      _ns_ask postgres "drop database if exists $_ns_di with (force)" >/dev/null 2>&1 || _ns_ask postgres "drop database if exists $_ns_di" >/dev/null
      ;;
    sqlite) rm -f -- "$_ns_d" "$_ns_d-wal" "$_ns_d-shm" "$_ns_d-journal" ;;
    *) _ns_ask '' "drop database if exists $_ns_di" >/dev/null ;;
  esac
}

# The way back of what is there: a dump of our own, before anything is changed.
_ns_db_keep() {
  read -r _ns_was <"$_ns_t/was"
  [ "$_ns_was" = old ] || return 0
  case $_ns_e in
    postgresql) pg_dump -w --format=custom >"$_ns_t/old.part" && pg_restore --list "$_ns_t/old.part" >/dev/null ;;
    sqlite) (cd "$_ns_t" && _ns_lite "$_ns_d" '.backup old.part') ;;
    *)
      _ns_kept=$_ns_zip _ns_zip=
      ! command -v gzip >/dev/null || _ns_zip=y
      _ns_db_write "$_ns_t/old.part" _ns_my $_ns_dumper --single-transaction --quick --hex-blob --routines --events --triggers --no-tablespaces -- "$_ns_d" &&
        _ns_db_whole "$_ns_t/old.part" plain && printf '%s\n' "$_ns_zip" >"$_ns_t/old.zip" && _ns_zip=$_ns_kept
      ;;
  esac && { sync "$_ns_t/old.part" 2>/dev/null || sync; } && mv -- "$_ns_t/old.part" "$_ns_t/old"
}

# Brings back what was there, as often as asked.
_ns_db_back() {
  _ns_was= _ns_x=
  read -r _ns_was <"$_ns_t/was"
  _ns_free=
  case $_ns_was-$_ns_e in
    absent-*) _ns_db_drop ;;
    empty-postgresql) _ns_pg_clear back | PGOPTIONS='-c client_min_messages=error' psql -w -X -q -v ON_ERROR_STOP=1 >/dev/null ;;
    empty-*) _ns_my_empty ;;
    old-postgresql | old-sqlite) _ns_db_load "$_ns_t/old" custom '' back ;;
    *)
      { read -r _ns_x <"$_ns_t/old.zip"; } 2>/dev/null
      _ns_db_load "$_ns_t/old" plain "$_ns_x" back
      ;;
  esac
}

# The whole step. Whatever goes wrong after "begun" is taken back here, before it is told.
_ns_db_restore() {
  _ns_db_replace && return
  [ -e "$_ns_t/begun" ] || rm -f -- "$_ns_t/login"
  return 1
}
_ns_db_replace() {
  _ns_db_form "$_ns_p" >&2 && _ns_db_fit && _ns_db_keep || return 1
  : >"$_ns_t/begun" && { sync "$_ns_t/begun" 2>/dev/null || sync; }
  read -r _ns_was <"$_ns_t/was"
  _ns_y=
  [ "$_ns_was" != old ] || _ns_y=replace
  if [ "$_ns_was" = absent ] && [ $_ns_e != sqlite ]; then _ns_ask "$_ns_home" "$_ns_create" >/dev/null; fi &&
    _ns_db_load "$_ns_p" $_ns_form "$_ns_zip" "$_ns_y" && return
  # A transaction that was not ended has changed nothing, unless the dump itself has ended it.
  if [ $_ns_e = postgresql ] && [ "$_ns_was" != absent ] &&
    { [ $_ns_form = custom ] || ! _ns_db_text "$_ns_p" plain "$_ns_zip" | grep -q '^COMMIT;'; } || _ns_db_back; then
    rm -f -- "$_ns_t/begun"
  else
    echo 'and what was there before could not be brought back either' >&2
  fi
  return 1
}

# Only the way back: what is going to be done to the database is not the host's affair.
_ns_db_hold() {
  _ns_zip=
  _ns_db_keep && : >"$_ns_t/begun" && { sync "$_ns_t/begun" 2>/dev/null || sync; } && return
  rm -f -- "$_ns_t/login"
  return 1
}

_ns_db_undo() {
  if [ -e "$_ns_t/begun" ]; then _ns_db_back || return 1; fi
  rm -f -- "$_ns_t/begun" "$_ns_t/login"
}
