# Keeps a server: ends it, and all of its process group, when standard input closes. That is when the harness asks for it,
# and also when the harness is killed or crashes, since its end of the pipe then closes too.
# Arguments: signal, grace in tenths of a second, file for the server's process ID, clean-up command or "", the command.
signal=$1 grace=$2 pidfile=$3 cleanup=$4
shift 4
# Caught, not ignored: what is ignored stays ignored in the server.
trap : INT TERM HUP QUIT
exec 4<&0

end_group() {
    kill -s "$1" -- "-$2" 2>/dev/null || kill -s "$1" "$2" 2>/dev/null
}

(
    while read -r line <&4; do :; done
    pid=$(cat "$pidfile")
    end_group "$signal" "$pid"
    waited=0
    while kill -0 -- "-$pid" 2>/dev/null && [ "$waited" -lt "$grace" ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    end_group KILL "$pid"
) &
watcher=$!
exec 4<&-

# In the foreground, since a shell starts what is in the background with SIGINT ignored; in a session of its own, so that
# Ctrl-C at the terminal does not reach it before its requests are over.
setsid sh -c 'echo $$ >"$0"; exec "$@"' "$pidfile" "$@" </dev/null
status=$?
pid=$(cat "$pidfile")
kill -s KILL "$watcher" 2>/dev/null
# Its children may outlive it.
waited=0
while kill -0 -- "-$pid" 2>/dev/null && [ "$waited" -lt "$grace" ]; do
    end_group "$signal" "$pid"
    sleep 0.1
    waited=$((waited + 1))
done
end_group KILL "$pid"
[ -z "$cleanup" ] || sh -c "$cleanup" >/dev/null 2>&1
exit "$status"
