#!/bin/sh
# Hand a task in, and ask for it until it has ended.
set -eu
answer=$(curl -fsS "$RELAY/v1/engine/generate/" -H 'Content-Type: application/json' \
  -d '{"prompt": "a blue fish", "async_process": true}')
id=$(printf '%s' "$answer" | sed 's/.*"task_id": *"\([^"]*\)".*/\1/')
record=$answer
until printf '%s' "$record" | grep -Eq '"task_status": *"(finished|stop|error)"'; do
  sleep 0.2
  record=$(curl -fsS "$RELAY/tasks/$id")
done
printf '%s\n' "$record"
