/// Stores clinical notes in the database.
@NullMarked
package org.permanence.store.note;

import org.jspecify.annotations.NullMarked;
