package org.permanence.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.permanence.lab.Leg.Milestone;

/// A phone that answers: an assistant's, a doctor's or the fallback line. It takes one call at a time, and signals
/// busy to a second one. By default it answers at once.
public final class AnsweringPhone {

    private sealed interface Behaviour {
        record Answers(Duration delay) implements Behaviour {}

        record NeverAnswers() implements Behaviour {}

        record Busy() implements Behaviour {}

        record Redirects(int status, String contact) implements Behaviour {}
    }

    /// More than the two seconds below which an answer counts as none.
    private static final Duration SHORTEST_TALK = Duration.ofMillis(2_500);

    /// How long after the answer a person presses the key that accepts a call.
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(1);

    private final Sipp sipp;
    private final RtpTransport transport;
    private final InstantSource clock;
    private final String address;
    private final RtpEndpoint endpoint;
    private final BlockingQueue<Leg> rings = new LinkedBlockingQueue<>();
    private volatile Behaviour behaviour = new Behaviour.Answers(Duration.ZERO);
    private volatile Runnable onAnswer = () -> {};
    private volatile @Nullable Leg currentLeg;
    private volatile boolean acceptsByKey;
    private volatile Instant lastKeyAt = Instant.MIN;
    private final AtomicInteger ringCount = new AtomicInteger();

    AnsweringPhone(Sipp sipp, RtpTransport transport, InstantSource clock, String address) {
        this.sipp = sipp;
        this.transport = transport;
        this.clock = clock;
        this.address = address;
        this.endpoint = transport.openEndpoint();
    }

    /// The phone's SIP address: a static contact, no registration.
    public String address() {
        return address;
    }

    public AnsweringPhone answersAfter(Duration delay) {
        behaviour = new Behaviour.Answers(delay);
        return this;
    }

    /// Runs `action` at each answer, as soon as the phone sends it; it must return at once.
    public AnsweringPhone onAnswer(Runnable action) {
        onAnswer = action;
        return this;
    }

    public AnsweringPhone neverAnswers() {
        behaviour = new Behaviour.NeverAnswers();
        return this;
    }

    public AnsweringPhone signalsBusy() {
        behaviour = new Behaviour.Busy();
        return this;
    }

    /// Names another destination instead of answering.
    ///
    /// @param status  301, 302 or 380
    /// @param contact the value of the header Contact
    public AnsweringPhone redirects(int status, String contact) {
        behaviour = new Behaviour.Redirects(status, contact);
        return this;
    }

    public AnsweringPhone sendsTone(int hertz) {
        endpoint.sender().sendTone(hertz);
        return this;
    }

    public AnsweringPhone sendsSilence() {
        endpoint.sender().sendTone(0);
        return this;
    }

    public AnsweringPhone presses(char key) {
        return presses(key, () -> {});
    }

    /// Presses a key and runs `action` when it is released, as soon as the phone sends that; it must return at
    /// once.
    public AnsweringPhone presses(char key, Runnable action) {
        lastKeyAt = clock.instant();
        endpoint.sender().sendDigit(key, action);
        return this;
    }

    /// Presses key 1 once, a second after each answer: a person who accepts the call. By default no key is pressed,
    /// as by an answering machine.
    public AnsweringPhone acceptsByKey() {
        acceptsByKey = true;
        return this;
    }

    public AnsweringPhone pressesNoKey() {
        acceptsByKey = false;
        return this;
    }

    /// Puts the other party on hold; once a call.
    public AnsweringPhone holds() {
        return sendCommand("HOLD");
    }

    public AnsweringPhone resumes() {
        return sendCommand("UNHOLD");
    }

    /// Ends the call after this time, to the millisecond.
    public AnsweringPhone hangsUpAfter(Duration time) {
        transport.schedule(time, this::endCall);
        return this;
    }

    /// Stops sending and receiving audio and keys; the call stays.
    public AnsweringPhone stopsMedia() {
        transport.unregister(endpoint);
        return this;
    }

    /// Ends a conversation. A phone that has just answered, or accepted by a key, talks for [#SHORTEST_TALK] first,
    /// because less counts as no answer; [#hangsUpAfter] does not wait.
    public AnsweringPhone hangsUp() {
        Leg leg = currentLeg;
        if (leg == null) {
            return this;
        }
        Duration left = leg.reachedAt(Milestone.CONNECTED)
                .map(answered -> answered.isAfter(lastKeyAt) ? answered : lastKeyAt)
                .map(talkBegan -> Duration.between(clock.instant(), talkBegan.plus(SHORTEST_TALK)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        transport.schedule(left, () -> sipp.sendCommand("HANGUP", leg.call(), Map.of()));
        return this;
    }

    private AnsweringPhone endCall() {
        return sendCommand("HANGUP");
    }

    private AnsweringPhone sendCommand(String command) {
        Leg leg = currentLeg;
        if (leg != null) {
            sipp.sendCommand(command, leg.call(), Map.of());
        }
        return this;
    }

    /// The audio received in the current call, or in the last one.
    public ReceivedAudio audio() {
        return endpoint.audio();
    }

    /// The time of the next ring, in order; each ring is returned once. Waits at most this long.
    public Optional<Instant> rings(Duration within) {
        try {
            return Optional.ofNullable(rings.poll(within.toNanos(), TimeUnit.NANOSECONDS))
                    .flatMap(leg -> leg.reachedAt(Milestone.STARTED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("phone: waiting interrupted", e);
        }
    }

    public int ringCount() {
        return ringCount.get();
    }

    /// Whether the last call is answered in time. False at once if the phone never rang or the call is over.
    public boolean connects(Duration within) {
        Leg leg = currentLeg;
        return leg != null && leg.reaches(Milestone.CONNECTED, within);
    }

    public boolean isConnected() {
        Leg leg = currentLeg;
        return leg != null && leg.hasReached(Milestone.CONNECTED) && !leg.hasReached(Milestone.ENDED);
    }

    /// Whether the last call ends in time, answered or not.
    public boolean isFree(Duration within) {
        Leg leg = currentLeg;
        return leg == null || leg.reaches(Milestone.ENDED, within);
    }

    void onSippEvent(SippEvent event) {
        Leg leg = currentLeg;
        if (event instanceof SippEvent.IncomingCall(String call, InetSocketAddress media, var _)) {
            onIncomingCall(call, media);
        } else if (leg != null && leg.call().equals(event.call())) {
            onCallEvent(leg, event);
        }
    }

    void shutDown() {
        Leg leg = currentLeg;
        if (leg != null && !leg.hasReached(Milestone.ENDED)) {
            endCall();
        }
        transport.closeEndpoint(endpoint);
    }

    private void onIncomingCall(String call, InetSocketAddress media) {
        ringCount.incrementAndGet();
        var leg = new Leg(call, clock);
        Leg previous = currentLeg;
        if (previous != null && !previous.hasReached(Milestone.ENDED)) {
            rings.add(leg);
            sipp.sendCommand("BUSY", call, Map.of());
            return;
        }
        currentLeg = leg;
        rings.add(leg); // The test asks about this leg as soon as it has the ring.
        endpoint.reset();
        switch (behaviour) {
            case Behaviour.Answers(Duration delay) -> answerAfterDelay(leg, media, delay);
            case Behaviour.NeverAnswers() -> sipp.sendCommand("RING", call, Map.of());
            case Behaviour.Busy() -> sipp.sendCommand("BUSY", call, Map.of());
            case Behaviour.Redirects(int status, String contact) ->
                sipp.sendCommand("REDIRECT" + status, call, Map.of("Contact", contact));
        }
    }

    private void answerAfterDelay(Leg leg, InetSocketAddress media, Duration delay) {
        sipp.sendCommand("RING", leg.call(), Map.of());
        transport.schedule(delay, () -> {
            if (!leg.hasReached(Milestone.ENDED)) {
                endpoint.setRemote(media);
                sipp.sendCommand("ANSWER", leg.call(), Map.of("Rtp", Integer.toString(endpoint.port())));
                onAnswer.run();
            }
        });
    }

    private void pressIfConnected(Leg leg) {
        if (!leg.hasReached(Milestone.ENDED)) {
            presses('1');
        }
    }

    private void onCallEvent(Leg leg, SippEvent event) {
        switch (event) {
            case SippEvent.Connected(var _, var media) -> {
                endpoint.setRemote(media);
                if (acceptsByKey) {
                    transport.schedule(TIME_TO_PRESS, () -> pressIfConnected(leg));
                }
                leg.markReached(Milestone.CONNECTED);
            }
            case SippEvent.MediaMoved(var _, var media) -> endpoint.setRemote(media);
            case SippEvent.Ended _, SippEvent.Aborted _, SippEvent.Rejected _ -> {
                endpoint.clearRemote();
                leg.markReached(Milestone.ENDED);
            }
            case SippEvent.IncomingCall _, SippEvent.Ringing _ ->
                throw new LabException("phone: received ringing (expected: only callers do)");
        }
    }
}
