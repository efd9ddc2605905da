"""Who is asking, how is that proven, and what is remembered of it?"""
