package org.permanence.dialplan;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.permanence.message.MessageInProgress;
import org.permanence.privacy.PhoneNumber;

/// A message that only records the calls made by the flow.
final class FakeMessageInProgress implements MessageInProgress {

    static final boolean CONFIRMED = true;
    static final boolean UNCONFIRMED = false;

    private record CallbackNumber(PhoneNumber number, boolean confirmed) {}

    private final InstantSource clock;
    private final List<String> events = new ArrayList<>();
    private final List<CallbackNumber> numbers = new ArrayList<>();
    private boolean receivesAudio = true;
    private boolean sealed = true;
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppedAt;

    FakeMessageInProgress(InstantSource clock) {
        this.clock = clock;
    }

    /// No audio of the caller arrives.
    void receivesNoAudio() {
        receivesAudio = false;
    }

    /// Sealing fails.
    void failsToSeal() {
        sealed = false;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /// The callback numbers that were set, in order.
    List<PhoneNumber> numbers(boolean confirmed) {
        return numbers.stream()
                .filter(number -> number.confirmed() == confirmed)
                .map(CallbackNumber::number)
                .toList();
    }

    @Override
    public boolean isReceivingAudio() {
        return receivesAudio;
    }

    @Override
    public void start() {
        events.add("begin");
        startedAt = clock.instant();
    }

    @Override
    public void stop() {
        events.add("stop");
        if (stoppedAt == null) {
            stoppedAt = clock.instant();
        }
    }

    @Override
    public boolean isLongEnough() {
        return startedAt != null
                && Duration.between(startedAt, stoppedAt == null ? clock.instant() : stoppedAt)
                                .toSeconds()
                        >= 1;
    }

    @Override
    public void setCallbackNumber(PhoneNumber number, boolean confirmed) {
        numbers.add(new CallbackNumber(number, confirmed));
    }

    @Override
    public boolean isSealed() {
        return sealed;
    }

    @Override
    public void flowEnded() {
        events.add("over");
    }

    @Override
    public void onAudio(ByteBuffer audio) {}

    @Override
    public void noticeNotPlayed() {}

    @Override
    public void ended() {
        events.add("ended");
    }
}
