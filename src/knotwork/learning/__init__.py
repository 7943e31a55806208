"""The site's domain: one app per noun that users say."""
