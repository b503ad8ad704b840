/// Under every station: the database, H2 or PostgreSQL, behind the features' store interfaces.
@NullMarked
package org.permanence.store;

import org.jspecify.annotations.NullMarked;
