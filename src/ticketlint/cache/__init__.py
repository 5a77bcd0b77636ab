"""What earlier runs found out, kept on disk: a ticket that is the same is not judged again."""
