/// Numbers that a practice has blocked. They are stored as pseudonyms, and routing rules can ask for them.
@NullMarked
package org.permanence.blocking;

import org.jspecify.annotations.NullMarked;
