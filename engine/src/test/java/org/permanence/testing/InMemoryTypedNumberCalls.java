package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.callback.TypedNumberCalls;

/// Calls to typed numbers in memory.
public final class InMemoryTypedNumberCalls implements TypedNumberCalls {

    private final Map<String, List<Instant>> calls = new HashMap<>();

    @Override
    public Optional<Instant> take(String number, Instant now) {
        deleteExpired(now);
        List<Instant> counted = calls.computeIfAbsent(number, _ -> new ArrayList<>());
        if (counted.size() >= LIMIT) {
            return Optional.of(counted.getFirst().plus(PERIOD));
        }
        counted.add(now);
        return Optional.empty();
    }

    @Override
    public void deleteExpired(Instant now) {
        calls.values()
                .forEach(counted -> counted.removeIf(call -> !call.plus(PERIOD).isAfter(now)));
    }
}
