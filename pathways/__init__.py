"""The pathway: questions, stages, results."""
