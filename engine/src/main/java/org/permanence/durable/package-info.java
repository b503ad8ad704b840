/// Files that survive a power cut: the one place that writes, forces and renames them.
@NullMarked
package org.permanence.durable;

import org.jspecify.annotations.NullMarked;
