#!/bin/sh
# The picture itself, in the format that is asked for.
curl -fsS "$RELAY/v1/engine/generate/" \
  -H 'Content-Type: application/json' -H 'Accept: image/webp' \
  -d '{"prompt": "a red apple"}' -o apple.webp
