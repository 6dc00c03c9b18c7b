"""The lifetimes of cookies and session rows, by the site's clock."""
