import client from "purecloud-guest-chat-client";
import { guestClientSuite, type VendorClient } from "./guest-client-suite.ts";

guestClientSuite("purecloud-guest-chat-client 13.2.0", client as unknown as VendorClient);
