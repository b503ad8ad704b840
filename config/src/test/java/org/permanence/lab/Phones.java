package org.permanence.lab;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.permanence.testing.Ports;

/// All phones of one Asterisk: callers at the trunk's address, answering phones at another. Two SIPp processes and
/// a handful of threads serve any number of phones. Closing ends all calls.
public final class Phones implements AutoCloseable {

    /// Asterisk knows the trunk by this address.
    public static final String TRUNK = "127.0.0.2";

    private static final String PHONES = "127.0.0.3";

    private final InetSocketAddress asteriskAddress;
    private final InstantSource clock;
    private final InetSocketAddress phonesAddress;
    private final RtpTransport trunkTransport;
    private final RtpTransport phonesTransport;
    private final Sipp trunkSipp;
    private final Sipp phonesSipp;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, AnsweringPhone> phones = new ConcurrentHashMap<>();
    private final Map<String, AnsweringPhone> phonesByCall = new ConcurrentHashMap<>();
    private final AtomicInteger nextCall = new AtomicInteger(1);

    /// @param asteriskAddress Asterisk's SIP address
    /// @param work the directory for output
    public Phones(InetSocketAddress asteriskAddress, Path work, InstantSource clock) {
        this.asteriskAddress = asteriskAddress;
        this.clock = clock;
        InetAddress trunkHost = host(TRUNK);
        InetAddress phonesHost = host(PHONES);
        this.phonesAddress = new InetSocketAddress(phonesHost, Ports.udp(phonesHost));
        this.trunkTransport = new RtpTransport(trunkHost, clock);
        this.phonesTransport = new RtpTransport(phonesHost, clock);
        this.trunkSipp =
                new Sipp("callers", new InetSocketAddress(trunkHost, Ports.udp(trunkHost)), work, this::onCallerEvent);
        this.phonesSipp = new Sipp("answering", phonesAddress, work, this::onPhoneEvent);
    }

    /// A caller who presents this number.
    public Caller caller(String number) {
        return callerFrom("<sip:%s@%s>".formatted(number, TRUNK));
    }

    /// A caller with this text as `From` header, however hostile. One character is one byte.
    public Caller callerFrom(String rawFrom) {
        String call = "lab-%d@%s".formatted(nextCall.getAndIncrement(), TRUNK);
        var caller = new Caller(trunkSipp, trunkTransport, new Leg(call, clock), asteriskAddress, rawFrom);
        callers.put(call, caller);
        return caller;
    }

    /// The address of the phone with this name; the phone need not exist yet.
    public String address(String name) {
        return "sip:%s@%s:%d".formatted(name, PHONES, phonesAddress.getPort());
    }

    /// The phone at the [#address] of this name.
    public AnsweringPhone phone(String name) {
        return phones.computeIfAbsent(name, _ -> new AnsweringPhone(phonesSipp, phonesTransport, clock, address(name)));
    }

    /// The last output of both SIPp processes, for failure messages.
    public String lastSippOutput() {
        return trunkSipp.describe("last words") + System.lineSeparator() + phonesSipp.describe("last words");
    }

    @Override
    public void close() {
        callers.values().forEach(Caller::hangUpUnlessEnded);
        callers.values().forEach(Caller::releaseMedia);
        phones.values().forEach(AnsweringPhone::shutDown);
        trunkSipp.close();
        phonesSipp.close();
        trunkTransport.close();
        phonesTransport.close();
    }

    private void onCallerEvent(SippEvent event) {
        Caller caller = callers.get(event.call());
        if (caller != null) {
            caller.onSippEvent(event);
        }
    }

    private void onPhoneEvent(SippEvent event) {
        if (event instanceof SippEvent.IncomingCall(String call, var _, String user)) {
            phonesByCall.put(call, phone(user));
        }
        AnsweringPhone phone = phonesByCall.get(event.call());
        if (phone != null) {
            phone.onSippEvent(event);
        }
    }

    private static InetAddress host(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new LabException("address: not usable", e);
        }
    }
}
