package org.permanence.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The wire between the engine and Asterisk's AMI, which can be cut.
public final class AmiRelay implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AmiRelay(int target) {
        this.target = target;
        try {
            listening = new ServerSocket();
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new LabException("relay: not bound", e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Ends every connection there is, in both directions; the next one is let through.
    ///
    /// @param abruptly by a reset, with which whatever was on its way is lost
    /// @return how many connections were cut
    public int cut(boolean abruptly) {
        List<Socket> ends = List.copyOf(open);
        ends.forEach(socket -> end(socket, abruptly));
        return ends.size() / 2;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new LabException("relay: not closed", e);
        } finally {
            cut(true);
            threads.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                join(listening.accept());
            }
        } catch (IOException _) {
            cut(true); // It was closed.
        }
    }

    private void join(Socket engine) {
        try {
            var asterisk = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(engine);
            open.add(asterisk);
            threads.execute(() -> pump(engine, asterisk));
            threads.execute(() -> pump(asterisk, engine));
        } catch (IOException _) {
            end(engine, true); // Asterisk is not there: the engine finds nobody, as without us.
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // Cut, by us or by one of the two: the end is below.
        } finally {
            open.remove(from);
            open.remove(to);
            end(from, false);
            end(to, false);
        }
    }

    private static void end(Socket socket, boolean abruptly) {
        try {
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            return; // It was closed already.
        }
    }
}
