/// Benchmarks of a complete installation through a real Asterisk. Each compares the engine with its rival, in turns
/// within one run.
@NullMarked
package org.permanence.bench;

import org.jspecify.annotations.NullMarked;
