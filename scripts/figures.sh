#!/bin/sh
# Draws what list.txt of a folder lists: figures.sh NNC FOLDER
set -eu
nnc=$1
folder=$2

grep -v '^#' "$folder/list.txt" | while read -r name model options; do
  # Word splitting is wanted: each word is an option.
  # shellcheck disable=SC2086
  "$nnc" "$model" $options -o "$folder/$name.svg"
done
