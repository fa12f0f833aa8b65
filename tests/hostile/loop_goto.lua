-- expect: timeout ; a loop without a loop statement
::again:: goto again
