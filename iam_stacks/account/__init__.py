"""An account as data: principals, policies and trust, and what AWS publishes about policies and services."""
