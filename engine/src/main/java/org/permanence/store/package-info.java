/// The database, H2 or PostgreSQL, behind the store interfaces of the features.
@NullMarked
package org.permanence.store;

import org.jspecify.annotations.NullMarked;
