package org.permanence.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/// Maps instants to columns with microseconds. Truncates finer digits: the databases would round, and half of the
/// times would read back in the future.
public final class MicrosecondConverter extends AbstractConverter<OffsetDateTime, Instant> {

    private static final long serialVersionUID = 1L;

    public MicrosecondConverter() {
        super(OffsetDateTime.class, Instant.class);
    }

    @Override
    public @Nullable Instant from(@Nullable OffsetDateTime stored) {
        return stored == null ? null : stored.toInstant();
    }

    @Override
    public @Nullable OffsetDateTime to(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
