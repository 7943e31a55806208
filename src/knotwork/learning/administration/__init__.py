"""Nobody is an administrator. For a reason and for minutes somebody may be lent what it takes, and all is seen."""
