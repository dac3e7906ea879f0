"""How gunicorn serves the portal: threads, since requests are short (design, choices)."""

workers = 2
threads = 4
worker_class = "gthread"
limit_request_line = 0  # a search of 10,000 characters gets the portal's own answer
