package org.permanence.dialplan;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.permanence.message.BeingLeft;
import org.permanence.privacy.PhoneNumber;

/// A message that keeps nothing but what its flow has told it.
final class TakenMessage implements BeingLeft {

    static final boolean CONFIRMED = true;
    static final boolean UNCONFIRMED = false;

    private record Wanted(PhoneNumber number, boolean confirmed) {}

    private final InstantSource clock;
    private final List<String> told = new ArrayList<>();
    private final List<Wanted> numbers = new ArrayList<>();
    private boolean hears = true;
    private boolean kept = true;
    private @Nullable Instant began;
    private @Nullable Instant stopped;

    TakenMessage(InstantSource clock) {
        this.clock = clock;
    }

    /// Nothing is heard of the call.
    void isDeaf() {
        hears = false;
    }

    /// It will not be sealed.
    void isLost() {
        kept = false;
    }

    List<String> told() {
        return List.copyOf(told);
    }

    /// Where the caller wanted to be called back, in order.
    List<PhoneNumber> numbers(boolean confirmed) {
        return numbers.stream()
                .filter(number -> number.confirmed() == confirmed)
                .map(Wanted::number)
                .toList();
    }

    @Override
    public boolean isHeard() {
        return hears;
    }

    @Override
    public void begin() {
        told.add("begin");
        began = clock.instant();
    }

    @Override
    public void stop() {
        told.add("stop");
        if (stopped == null) {
            stopped = clock.instant();
        }
    }

    @Override
    public boolean isEnough() {
        return began != null
                && Duration.between(began, stopped == null ? clock.instant() : stopped)
                                .toSeconds()
                        >= 1;
    }

    @Override
    public void callBack(PhoneNumber number, boolean confirmed) {
        numbers.add(new Wanted(number, confirmed));
    }

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public void over() {
        told.add("over");
    }

    @Override
    public void hears(ByteBuffer sound) {}

    @Override
    public void untold() {}

    @Override
    public void ended() {
        told.add("ended");
    }
}
