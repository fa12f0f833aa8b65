-- expect: timeout ; a long operation of the engine stops on the same deadline
cluster.wait(cluster)
