/// Benchmarks of the whole house, through a real Asterisk: each prints a table of ours beside its rival, measured in
/// turns in the same run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
