#!/bin/bash
# Inside namespaces of its own (tools/operations/machine.ts): lays a file system over this machine's, so that
# whatever is written there is written elsewhere, and runs a program in it.
#
#   machine.sh <folder> <workspace> <node> <program> [argument …]
set -euo pipefail
folder="$1" workspace="$2" node="$3"
shift 3

mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/changes,workdir=$folder/work" "$folder/root"
cd "$folder/root"
mount --rbind /dev dev
mount -t tmpfs tmpfs dev/shm
mount --rbind /sys sys
mount -t proc proc proc
# Sockets and process ids of the services that run outside are there.
mount -t tmpfs -o mode=755 tmpfs run

mount --bind "$workspace" mnt/workspace
mount -o remount,bind,ro mnt/workspace
mount --bind "$workspace/node_modules" usr/local/src/boxoffice/node_modules
mount -o remount,bind,ro usr/local/src/boxoffice/node_modules
mount --bind "$node" usr/bin/node

ip link set lo up
exec chroot . "$@"
