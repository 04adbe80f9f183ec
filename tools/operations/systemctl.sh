#!/bin/bash
# What the rehearsal has for systemd, which runs on no throw-away machine: starts what the units of
# docs/operations.md say, and Debian's haproxy and PgBouncer. Unlike systemd, it calls a service that did not end
# with 0 a failure of the command that ended it, and it starts nothing again by itself.
set -euo pipefail
exec 3>&- # what watches the rehearsal is not for services
STATE=/run/units
mkdir -p "$STATE"

# What a line of the unit's file says.
setting() { sed -n "s/^$1=//p" "$file" | sed "s/%i/$instance/g"; }

exec_unit() {
  case "$unit" in
    haproxy) exec haproxy -W -f /etc/haproxy/haproxy.cfg ;;
    pgbouncer) exec setpriv --reuid=postgres --regid=postgres --init-groups pgbouncer /etc/pgbouncer/pgbouncer.ini ;;
  esac
  instance="${unit#*@}"
  file="/etc/systemd/system/${unit%@*}@.service"
  local settings command
  mapfile -t settings < <(setting Environment; cat "$(setting EnvironmentFile)")
  read -r -a command < <(setting ExecStart)
  cd "$(setting WorkingDirectory)"
  # Nothing of the environment of whoever asks for it.
  exec env -i "PATH=$PATH" "${settings[@]}" \
    setpriv --reuid="$(setting User)" --regid="$(setting User)" --init-groups "${command[@]}"
}

is_active() { [ -e "$STATE/$unit.pid" ] && [ ! -e "$STATE/$unit.code" ]; }

start() {
  is_active && return
  rm -f "$STATE/$unit".*
  (
    (exec_unit) >> "/var/log/$unit.log" 2>&1 &
    echo $! > "$STATE/$unit.pid"
    code=0
    wait $! || code=$?
    echo "$code" > "$STATE/$unit.code"
  ) < /dev/null > /dev/null 2>&1 &
  until [ -e "$STATE/$unit.pid" ]; do sleep 0.05; done
  # Debian's unit says when it listens.
  [ "$unit" != pgbouncer ] || until (: < /dev/tcp/127.0.0.1/6432) 2> /dev/null; do is_active; sleep 0.05; done
}

stop() {
  [ -e "$STATE/$unit.pid" ] || return 0
  kill -TERM "$(cat "$STATE/$unit.pid")" 2> /dev/null || true
}

stopped() {
  [ -e "$STATE/$unit.pid" ] || return 0
  until [ -s "$STATE/$unit.code" ]; do sleep 0.05; done
  local code
  code="$(cat "$STATE/$unit.code")"
  rm -f "$STATE/$unit".*
  [ "$code" = 0 ] || { echo "$unit ended with $code, not 0: $(tail -n 5 "/var/log/$unit.log")" >&2; return 1; }
}

verb="$1"
shift
units=()
for word in "$@"; do case "$word" in -*) ;; *) units+=("$word") ;; esac; done
case "$verb" in
  daemon-reload) ;;
  reset-failed) for unit in "${units[@]}"; do is_active || rm -f "$STATE/$unit".*; done ;;
  is-active) unit="${units[0]}"; is_active ;;
  enable | start) for unit in "${units[@]}"; do start; done ;;
  stop | restart)
    for unit in "${units[@]}"; do stop; done
    for unit in "${units[@]}"; do stopped; done
    [ "$verb" = stop ] || for unit in "${units[@]}"; do start; done
    ;;
  *) echo "The rehearsal's systemctl does not know \"$verb\"." >&2; exit 1 ;;
esac
