"""The commands of `companion`, one file a command or group; `companion.cli` lists them."""
