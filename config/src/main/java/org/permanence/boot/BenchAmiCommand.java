package org.permanence.boot;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.permanence.adapter.ami.AmiBenchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench-ami",
        description = "Logs in to an AMI load generator and counts the events from BenchWarm to BenchDone.")
final class BenchAmiCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", required = true, description = "Its port, on loopback.")
    private int port;

    @Override
    public Integer call() {
        return new AmiBenchClient(System::nanoTime, new SecureRandom()).run(port, System.out);
    }
}
