#!/bin/sh
# One picture, as a record with its address.
curl -fsS "$RELAY/v1/engine/generate/" \
  -H 'Content-Type: application/json' \
  -d '{"prompt": "a red apple", "performance_selection": "Speed"}'
