public class Plugin implements Runnable { public void run() { System.out.println("plugged in"); } }
