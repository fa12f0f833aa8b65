-- expect: error: not a text ; its traceback is kept, see test_state
error { reason = 'none' }
