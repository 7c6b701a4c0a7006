"""What the publications themselves say, by language; one TOML file each, with the same keys in all."""
