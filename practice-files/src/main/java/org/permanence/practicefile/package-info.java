/// The file of a practice: its readers, the checks on what they read, and the examples that must hold.
@NullMarked
package org.permanence.practicefile;

import org.jspecify.annotations.NullMarked;
