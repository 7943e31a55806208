"""The only place that says who may do what: verbs, roles and policy (pure); routes and doors (Django)."""
