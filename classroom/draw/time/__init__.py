"""The lives of cookies and rows on the site's clock."""
