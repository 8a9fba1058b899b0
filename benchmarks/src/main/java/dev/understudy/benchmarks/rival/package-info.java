/**
 * What others do for the same job, measured where it is installed: Redis with one replica, and a
 * pair of Erlang's gen_servers. Each is started, used and ended by the thread of the rig.
 */
@NullMarked
package dev.understudy.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
