"""The HTTP front desk: small views that each show one thing of HTTP."""
