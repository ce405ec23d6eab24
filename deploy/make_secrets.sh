#!/bin/sh
# Makes the secrets that docker-compose.yml reads, each once: one that is there stays as it is.
# The folder is for its owner alone; the files are read by the containers' own users.
set -eu
umask 022
mkdir -p secrets
chmod 700 secrets
cd secrets
[ -e secret_key ] || openssl rand -base64 48 > secret_key
[ -e encryption_keys ] || openssl rand -base64 32 > encryption_keys
[ -e metrics_token ] || openssl rand -hex 24 > metrics_token
[ -e twilio_auth_token ] || : > twilio_auth_token
[ -e tls_certificate ] && [ -e tls_key ] || echo "Put tls_certificate and tls_key into secrets/." >&2
