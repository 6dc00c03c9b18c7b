"""Why `has_perm` said yes or no."""
