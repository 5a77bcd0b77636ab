"""What a user can set, read from files and checked."""
