"""The demo site, embedded: one server thread, one database in memory, everything recorded."""
