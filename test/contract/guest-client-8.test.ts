import client from "purecloud-guest-chat-client-8";
import { guestClientSuite, type VendorClient } from "./guest-client-suite.ts";

guestClientSuite("purecloud-guest-chat-client 8.1.3", client as unknown as VendorClient);
